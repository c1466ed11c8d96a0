-- What is derived once everything is in: so that a page reads as many rows as it shows, however many there are.
CREATE INDEX judgement_start ON judgement (fieldwork_start DESC, council, id);
CREATE INDEX judgement_council ON judgement (council, service, topic, fieldwork_start);
CREATE INDEX judgement_topic ON judgement (topic, fieldwork_start DESC, council, id);
CREATE INDEX judgement_grade ON judgement (grade, fieldwork_start DESC, council, id);
CREATE INDEX judgement_region ON judgement (region, fieldwork_start DESC, council, id);
CREATE INDEX judgement_public ON judgement (public DESC, id) WHERE public <> '' AND rank > 0;
CREATE INDEX judgement_public_council ON judgement (council, public DESC, id) WHERE public <> '' AND rank > 0;
CREATE INDEX document_issued ON document (issued DESC, slug);
UPDATE judgement SET latest = 1 WHERE id IN (
    SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY council, service, topic ORDER BY fieldwork_start DESC, id) AS place
                    FROM judgement WHERE fieldwork_start <> '' AND grade <> '') WHERE place = 1);
UPDATE judgement SET before = earlier.grade FROM (
    SELECT id, lag(grade) OVER (PARTITION BY council, service, topic, scale ORDER BY fieldwork_start, id) AS grade
    FROM judgement WHERE fieldwork_start <> '' AND rank > 0) AS earlier WHERE earlier.id = judgement.id AND earlier.grade IS NOT NULL;
CREATE INDEX judgement_latest ON judgement (service, topic, council) WHERE latest = 1;
CREATE INDEX judgement_changed ON judgement (public DESC, id) WHERE public <> '' AND before <> '' AND before <> grade;
CREATE TABLE inspection (iri TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO inspection SELECT DISTINCT inspection FROM judgement;
CREATE TABLE tally AS
    SELECT service, topic, grade, region, framework, disputed, latest, substr(fieldwork_start, 1, 4) AS year, rank, count(*) AS n
    FROM judgement GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
UPDATE council SET
    inspections = (SELECT count(DISTINCT inspection) FROM judgement WHERE judgement.council = council.slug),
    documents = (SELECT count(*) FROM document_council WHERE document_council.council = council.slug);
ANALYZE;
