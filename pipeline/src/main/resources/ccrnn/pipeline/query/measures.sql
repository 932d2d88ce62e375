-- One row per number that is no column of epochs: of a part of the network, a time step, an example
-- or a place in a sentence. step counts from 0 and is null where there is none; text is what the
-- number stands for, such as a word. Without rows where nothing was probed.
CREATE OR REPLACE TEMPORARY VIEW measures AS
SELECT * FROM measures_files;
