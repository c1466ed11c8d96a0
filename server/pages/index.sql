-- Lists and search of the pages, made anew for each version of the data and never changed.
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE council (
    slug TEXT PRIMARY KEY, iri TEXT NOT NULL, name TEXT NOT NULL, short TEXT NOT NULL, type TEXT NOT NULL, type_label TEXT NOT NULL,
    region TEXT NOT NULL, region_label TEXT NOT NULL, nation TEXT NOT NULL, nation_label TEXT NOT NULL, gss TEXT NOT NULL,
    dfe TEXT NOT NULL, ofsted TEXT NOT NULL, iso TEXT NOT NULL, established TEXT NOT NULL, abolished TEXT NOT NULL,
    map_column INTEGER, map_row INTEGER, inspections INTEGER NOT NULL DEFAULT 0, documents INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE judgement (
    id INTEGER PRIMARY KEY, judgement TEXT NOT NULL, council TEXT NOT NULL, council_name TEXT NOT NULL, gss TEXT NOT NULL, dfe TEXT NOT NULL,
    region TEXT NOT NULL, service TEXT NOT NULL, inspection TEXT NOT NULL, kind TEXT NOT NULL, inspectorate TEXT NOT NULL,
    framework TEXT NOT NULL, topic TEXT NOT NULL, topic_label TEXT NOT NULL, area TEXT NOT NULL, grade TEXT NOT NULL, grade_label TEXT NOT NULL,
    rank INTEGER NOT NULL, scale TEXT NOT NULL, fieldwork_start TEXT NOT NULL, fieldwork_end TEXT NOT NULL, inspected TEXT NOT NULL,
    published TEXT NOT NULL, public TEXT NOT NULL, document TEXT NOT NULL, document_title TEXT NOT NULL, page TEXT NOT NULL, sentence TEXT NOT NULL,
    start TEXT NOT NULL, sources INTEGER NOT NULL, disputed INTEGER NOT NULL, latest INTEGER NOT NULL DEFAULT 0, before TEXT NOT NULL DEFAULT '');
CREATE TABLE document (
    slug TEXT PRIMARY KEY, iri TEXT NOT NULL, title TEXT NOT NULL, issued TEXT NOT NULL, publisher TEXT NOT NULL, kind TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document_council (council TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (council, document)) WITHOUT ROWID;
CREATE TABLE person (iri TEXT PRIMARY KEY, name TEXT NOT NULL, told TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE council_name USING fts5 (folded, kind UNINDEXED, path UNINDEXED, label UNINDEXED, told UNINDEXED, weight UNINDEXED, tokenize = 'trigram');
CREATE VIRTUAL TABLE name USING fts5 (folded, kind UNINDEXED, path UNINDEXED, label UNINDEXED, told UNINDEXED, weight UNINDEXED, tokenize = 'trigram');
CREATE VIRTUAL TABLE gram USING fts5vocab (name, row);
CREATE VIRTUAL TABLE sentence USING fts5 (text, document UNINDEXED, start UNINDEXED, tokenize = 'porter unicode61 remove_diacritics 2');
