-- Learning curves of ccrnn and crnn of one seed, all other settings equal: one row per pair and
-- epoch. The settings are those of the ccrnn. bits_per_word is there for captions only.
--
-- The names in braces are filled in by the program: every setting.
CREATE OR REPLACE TEMPORARY VIEW paired_curves AS
SELECT
  t.trial_id,
  t.crnn_id,
  t.sweep,
  ${settings},
  e.epoch,
  c.train_loss AS crnn_train_loss,
  e.train_loss AS ccrnn_train_loss,
  e.train_loss - c.train_loss AS train_loss_difference,
  c.validation_loss AS crnn_validation_loss,
  e.validation_loss AS ccrnn_validation_loss,
  e.validation_loss - c.validation_loss AS validation_loss_difference,
  c.validation_accuracy AS crnn_validation_accuracy,
  e.validation_accuracy AS ccrnn_validation_accuracy,
  c.bits_per_word AS crnn_bits_per_word,
  e.bits_per_word AS ccrnn_bits_per_word,
  c.dysmetria AS crnn_dysmetria,
  e.dysmetria AS ccrnn_dysmetria
FROM paired_results t
JOIN epochs e ON e.trial_id = t.trial_id
JOIN epochs c ON c.trial_id = t.crnn_id AND c.epoch = e.epoch;
