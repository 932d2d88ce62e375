/** Statistics and figure tables, as SQL over a results folder. */
package ccrnn.pipeline.analysis;
