/**
 * A results folder as one page: {@link ccrnn.jobs.report.Report} for figures, claims and where the
 * numbers come from, {@link ccrnn.jobs.report.ComparisonPage} for two folders. What comes from a
 * folder is text that nobody vouches for: it reaches a page through {@link ccrnn.jobs.report.Html}
 * alone.
 */
package ccrnn.jobs.report;
