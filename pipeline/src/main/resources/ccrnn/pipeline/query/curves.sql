-- Learning curves: one row per trial and epoch, with the settings of the trial.
--
-- Two names exist on both sides. trial_id is the same on both. seconds is the epoch's; the
-- trial's is in trials. The column epochs is the setting: how many epochs were asked for.
CREATE OR REPLACE TEMPORARY VIEW curves AS
SELECT
  t.trial_id,
  t.sweep,
  t.status,
  t.task,
  t.network,
  t.cortex,
  t.seed,
  t.lesion,
  t.lesion_epoch,
  t.fibres,
  t.feedback_horizon,
  t.feedback_interval,
  t.feedback_scale,
  t.terminal_feedback,
  t.cortex_units,
  t.cerebellum_units,
  t.cerebellum_layers,
  t.epochs,
  t.learning_rate,
  t.batch_size,
  t.batches,
  t.validation_size,
  t.test_size,
  t.adam_beta1,
  t.adam_beta2,
  t.adam_epsilon,
  t.clip_norm,
  t.clip_scope,
  t.steps,
  t.cues,
  t.line_length,
  t.noise,
  t.test_noise,
  e.epoch,
  e.train_loss,
  e.validation_loss,
  e.validation_accuracy,
  e.dysmetria,
  e.gradient_norm,
  e.seconds
FROM trials t
JOIN epochs e ON e.trial_id = t.trial_id;
