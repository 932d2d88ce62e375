-- Cosine of predicted and true feedback where truncations start: one row per trial, probed epoch
-- and time step, of complete trials with the probe similarity.
--
-- The names in braces are filled in by the program: every setting.
CREATE OR REPLACE TEMPORARY VIEW feedback_similarity AS
SELECT
  t.trial_id,
  t.sweep,
  ${settings},
  m.epoch,
  m.step,
  m.value AS cosine
FROM trials t
JOIN measures m ON m.trial_id = t.trial_id
WHERE t.status = 'complete'
  AND m.probe = 'similarity'
  AND m.statistic = 'cosine-with-true-feedback';
