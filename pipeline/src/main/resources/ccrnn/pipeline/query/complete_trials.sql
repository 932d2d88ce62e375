-- Complete trials, each set of settings once: trials that differ only in what they record have the
-- same numbers. Where there are several, the one with the smallest id is here.
--
-- The names in braces are filled in by the program: every setting, and every setting but those
-- that only say what is recorded.
CREATE OR REPLACE TEMPORARY VIEW complete_trials AS
SELECT
  t.trial_id,
  t.sweep,
  ${settings},
  t.epochs_trained,
  t.last_train_loss,
  t.last_validation_loss,
  t.best_validation_loss,
  t.test_loss,
  t.test_dysmetria,
  t.test_accuracy,
  t.test_caption_bleu,
  t.test_caption_f
FROM (
  SELECT s.*, row_number() OVER (PARTITION BY ${settings s but recording} ORDER BY s.trial_id) AS copy
  FROM trials s
  WHERE s.status = 'complete') t
WHERE t.copy = 1;
