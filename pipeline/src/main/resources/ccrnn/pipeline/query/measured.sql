-- Measures with the settings of their trials: one row per row of measures.
--
-- The names in braces are filled in by the program: every setting, and every column of measures but
-- trial_id.
CREATE OR REPLACE TEMPORARY VIEW measured AS
SELECT
  t.trial_id,
  t.sweep,
  t.status,
  ${settings},
  ${measures}
FROM trials t
JOIN measures m ON m.trial_id = t.trial_id;
