/**
 * Pictures of results: {@link ccrnn.jobs.figure.CurvesFigure} draws learning curves as SVG and PNG.
 */
package ccrnn.jobs.figure;
