-- One row per trial and epoch. The epoch counts from 1.
CREATE OR REPLACE TEMPORARY VIEW epochs AS
SELECT * FROM epochs_files;
