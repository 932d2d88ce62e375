-- One row per lesioned trial and its intact twin: same seed, all other settings equal. The settings
-- are those of the lesioned one. relative_ columns are 100 x lesioned / intact; losses are of the
-- last epoch, dysmetria of the test.
--
-- The names in braces are filled in by the program: every setting, and the comparison of every
-- setting but the lesion, in which nothing equals nothing.
CREATE OR REPLACE TEMPORARY VIEW lesion_effects AS
SELECT
  t.trial_id,
  i.trial_id AS intact_id,
  t.sweep,
  ${settings},
  t.epochs_trained,
  i.last_train_loss AS intact_train_loss,
  t.last_train_loss AS lesioned_train_loss,
  t.last_train_loss - i.last_train_loss AS train_loss_difference,
  i.last_validation_loss AS intact_validation_loss,
  t.last_validation_loss AS lesioned_validation_loss,
  t.last_validation_loss - i.last_validation_loss AS validation_loss_difference,
  100 * t.last_validation_loss / nullif(i.last_validation_loss, 0) AS relative_validation_loss,
  i.test_dysmetria AS intact_dysmetria,
  t.test_dysmetria AS lesioned_dysmetria,
  t.test_dysmetria - i.test_dysmetria AS dysmetria_difference
FROM complete_trials t
JOIN complete_trials i ON ${same i t but lesion recording}
WHERE t.lesion <> 'none' AND i.lesion = 'none';
