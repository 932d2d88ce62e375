-- Pearson correlations of all pairs of a cortical unit and a granule cell (part cortex-granule) or
-- a unit of the predicted feedback (cortex-feedback): one row per trial, probed epoch and part, of
-- complete trials with the probe correlations. Epoch 0 is before training.
--
-- The names in braces are filled in by the program: every setting.
CREATE OR REPLACE TEMPORARY VIEW feedback_correlations AS
SELECT
  t.trial_id,
  t.sweep,
  ${settings},
  m.epoch,
  m.part,
  m.mean_absolute,
  m.mean,
  m.standard_deviation,
  m.quantile_05,
  m.quantile_25,
  m.median,
  m.quantile_75,
  m.quantile_95
FROM trials t
JOIN (
  SELECT
    trial_id,
    epoch,
    part,
    max(CASE WHEN statistic = 'mean-absolute' THEN value END) AS mean_absolute,
    max(CASE WHEN statistic = 'mean' THEN value END) AS mean,
    max(CASE WHEN statistic = 'standard-deviation' THEN value END) AS standard_deviation,
    max(CASE WHEN statistic = 'quantile-05' THEN value END) AS quantile_05,
    max(CASE WHEN statistic = 'quantile-25' THEN value END) AS quantile_25,
    max(CASE WHEN statistic = 'median' THEN value END) AS median,
    max(CASE WHEN statistic = 'quantile-75' THEN value END) AS quantile_75,
    max(CASE WHEN statistic = 'quantile-95' THEN value END) AS quantile_95
  FROM measures
  WHERE probe = 'correlations'
  GROUP BY trial_id, epoch, part) m ON m.trial_id = t.trial_id
WHERE t.status = 'complete';
