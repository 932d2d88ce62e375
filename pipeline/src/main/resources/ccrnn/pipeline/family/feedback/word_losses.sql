-- Validation loss by place in the caption, ccrnn and crnn of one seed, all other settings equal: one
-- row per pair, epoch and place. Places count from 0. The settings are those of the ccrnn.
--
-- The names in braces are filled in by the program: every setting.
CREATE OR REPLACE TEMPORARY VIEW word_losses AS
SELECT
  t.trial_id,
  t.crnn_id,
  t.sweep,
  ${settings},
  m.epoch,
  m.step AS place,
  c.value AS crnn_loss,
  m.value AS ccrnn_loss,
  m.value - c.value AS loss_difference
FROM paired_results t
JOIN measures m ON m.trial_id = t.trial_id
JOIN measures c ON c.trial_id = t.crnn_id AND c.epoch = m.epoch AND c.step = m.step
WHERE m.probe = 'word-loss' AND c.probe = 'word-loss';
