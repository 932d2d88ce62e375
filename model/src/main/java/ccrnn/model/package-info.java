/** Placeholder. */
package ccrnn.model;
