/**
 * The figures of the installed families over one results folder. How each is made is its family's;
 * of what parts, that of {@link ccrnn.pipeline.analysis}.
 */
package ccrnn.pipeline.figure;
