-- Trajectories of example sequences: one row per trial, probed epoch, example and time step, of
-- complete trials with the probe examples and a task of movement.
--
-- The names in braces are filled in by the program: every setting.
CREATE OR REPLACE TEMPORARY VIEW example_paths AS
SELECT
  t.trial_id,
  t.sweep,
  ${settings},
  m.epoch,
  m.example,
  m.step,
  m.x,
  m.y,
  m.target_x,
  m.target_y
FROM trials t
JOIN (
  SELECT
    trial_id,
    epoch,
    part AS example,
    step,
    max(CASE WHEN statistic = 'x' THEN value END) AS x,
    max(CASE WHEN statistic = 'y' THEN value END) AS y,
    max(CASE WHEN statistic = 'target-x' THEN value END) AS target_x,
    max(CASE WHEN statistic = 'target-y' THEN value END) AS target_y
  FROM measures
  WHERE probe = 'examples' AND statistic IN ('x', 'y', 'target-x', 'target-y')
  GROUP BY trial_id, epoch, part, step) m ON m.trial_id = t.trial_id
WHERE t.status = 'complete';
