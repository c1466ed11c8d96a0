-- What is derived once everything is in.
CREATE INDEX judgement_council ON judgement (council, fieldwork_start);
CREATE INDEX judgement_topic ON judgement (service, topic, fieldwork_start);
CREATE INDEX judgement_grade ON judgement (grade, fieldwork_start);
CREATE INDEX judgement_public ON judgement (public, id);
CREATE INDEX judgement_start ON judgement (fieldwork_start DESC, council, id);
CREATE INDEX document_issued ON document (issued, slug);
CREATE INDEX person_name ON person (name);
UPDATE judgement SET latest = 1 WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY council, service, topic ORDER BY fieldwork_start DESC, id) AS place
                    FROM judgement WHERE fieldwork_start <> '' AND grade <> '') WHERE place = 1);
UPDATE judgement SET before = earlier.grade FROM (
    SELECT id, lag(grade) OVER (PARTITION BY council, service, topic, scale ORDER BY fieldwork_start, id) AS grade
    FROM judgement WHERE fieldwork_start <> '' AND rank > 0) AS earlier WHERE earlier.id = judgement.id AND earlier.grade IS NOT NULL;
UPDATE council SET
    inspections = (SELECT count(DISTINCT inspection) FROM judgement WHERE judgement.council = council.slug),
    documents = (SELECT count(*) FROM document_council WHERE document_council.council = council.slug);
ANALYZE;
