-- One row per trial with few mossy fibres per granule cell and its twin with all of them: same seed,
-- all other settings equal. The settings are those of the sparse one. relative_ columns are 100 x
-- sparse / dense; losses are of the last epoch.
--
-- The names in braces are filled in by the program: every setting, and the comparison of every
-- setting but the fibres, in which nothing equals nothing.
CREATE OR REPLACE TEMPORARY VIEW fibre_effects AS
SELECT
  t.trial_id,
  d.trial_id AS dense_id,
  t.sweep,
  ${settings},
  t.epochs_trained,
  d.last_train_loss AS dense_train_loss,
  t.last_train_loss AS sparse_train_loss,
  d.last_validation_loss AS dense_validation_loss,
  t.last_validation_loss AS sparse_validation_loss,
  t.last_validation_loss - d.last_validation_loss AS validation_loss_difference,
  100 * t.last_validation_loss / nullif(d.last_validation_loss, 0) AS relative_validation_loss
FROM complete_trials t
JOIN complete_trials d ON ${same d t but fibres recording}
WHERE t.network = 'ccrnn' AND t.fibres IS NOT NULL AND d.network = 'ccrnn' AND d.fibres IS NULL;
