-- One row per ccrnn and crnn of one seed: how both ended, all other settings equal. The settings
-- are those of the ccrnn. relative_ columns are 100 x ccrnn / crnn. Losses are of the last epoch,
-- dysmetria, accuracy and captions of the test. bits_per_word is there for captions only: the
-- validation loss in nats / ln 2.
--
-- The names in braces are filled in by the program: every setting, and the comparison of every
-- setting that a crnn has, in which nothing equals nothing.
CREATE OR REPLACE TEMPORARY VIEW paired_results AS
SELECT
  t.trial_id,
  c.trial_id AS crnn_id,
  t.sweep,
  ${settings},
  t.epochs_trained,
  c.last_train_loss AS crnn_train_loss,
  t.last_train_loss AS ccrnn_train_loss,
  t.last_train_loss - c.last_train_loss AS train_loss_difference,
  100 * t.last_train_loss / nullif(c.last_train_loss, 0) AS relative_train_loss,
  c.last_validation_loss AS crnn_validation_loss,
  t.last_validation_loss AS ccrnn_validation_loss,
  t.last_validation_loss - c.last_validation_loss AS validation_loss_difference,
  100 * t.last_validation_loss / nullif(c.last_validation_loss, 0) AS relative_validation_loss,
  CASE WHEN c.task = 'captions' THEN c.last_validation_loss / 6.931471805599453e-1 END
    AS crnn_bits_per_word,
  CASE WHEN t.task = 'captions' THEN t.last_validation_loss / 6.931471805599453e-1 END
    AS ccrnn_bits_per_word,
  c.test_dysmetria AS crnn_dysmetria,
  t.test_dysmetria AS ccrnn_dysmetria,
  t.test_dysmetria - c.test_dysmetria AS dysmetria_difference,
  c.test_accuracy AS crnn_accuracy,
  t.test_accuracy AS ccrnn_accuracy,
  t.test_accuracy - c.test_accuracy AS accuracy_difference,
  c.test_caption_f AS crnn_caption_f,
  t.test_caption_f AS ccrnn_caption_f,
  t.test_caption_f - c.test_caption_f AS caption_f_difference
FROM complete_trials t
JOIN complete_trials c ON ${same c t but network cerebellum recording}
WHERE t.network = 'ccrnn' AND c.network = 'crnn';
