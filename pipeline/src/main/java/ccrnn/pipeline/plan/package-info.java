/**
 * What of a sweep is done, missing and failed, what the missing trials cost, and the order in which
 * to train them. Knows neither Spark nor files: the results folder is handed in as an {@link
 * ccrnn.pipeline.plan.Inventory}.
 */
package ccrnn.pipeline.plan;
