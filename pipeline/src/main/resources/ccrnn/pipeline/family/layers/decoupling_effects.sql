-- One row per decoupled feed-forward network and its twin with ordinary backpropagation: same seed,
-- all other settings equal. The settings are those of the decoupled one. Losses are of the last
-- epoch.
--
-- The names in braces are filled in by the program: every setting, and the comparison of every
-- setting but those of the decoupling, in which nothing equals nothing.
CREATE OR REPLACE TEMPORARY VIEW decoupling_effects AS
SELECT
  t.trial_id,
  w.trial_id AS whole_id,
  t.sweep,
  ${settings},
  t.epochs_trained,
  w.last_train_loss AS whole_train_loss,
  t.last_train_loss AS decoupled_train_loss,
  w.last_validation_loss AS whole_validation_loss,
  t.last_validation_loss AS decoupled_validation_loss,
  t.last_validation_loss - w.last_validation_loss AS validation_loss_difference,
  100 * t.last_validation_loss / nullif(w.last_validation_loss, 0) AS relative_validation_loss
FROM complete_trials t
JOIN complete_trials w ON ${same w t but decoupling cerebellum recording}
WHERE t.decoupling <> 'none' AND w.decoupling = 'none';
