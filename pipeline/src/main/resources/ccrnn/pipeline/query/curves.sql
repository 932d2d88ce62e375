-- Learning curves: one row per trial and epoch, with the settings of the trial.
--
-- The names in braces are filled in by the program: every setting, and every column of epochs but
-- trial_id. So seconds is the epoch's; the trial's is in trials. The column epochs is the setting:
-- how many epochs were asked for. A column of epochs that is named like a setting has epoch_ before
-- it: learning_rate is the setting, epoch_learning_rate what a schedule made of it.
CREATE OR REPLACE TEMPORARY VIEW curves AS
SELECT
  t.trial_id,
  t.sweep,
  t.status,
  ${settings},
  ${epochs}
FROM trials t
JOIN epochs e ON e.trial_id = t.trial_id;
