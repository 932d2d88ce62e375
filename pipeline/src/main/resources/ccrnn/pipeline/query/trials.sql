-- One row per finished trial: its settings, how it ended, where its numbers come from.
CREATE OR REPLACE TEMPORARY VIEW trials AS
SELECT * FROM trials_files;
