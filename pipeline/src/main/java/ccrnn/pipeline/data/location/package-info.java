/** Where the data of a sweep lie, and what is read there. */
package ccrnn.pipeline.data.location;
