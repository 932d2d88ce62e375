/** Random numbers by (seed, purpose, index), the same on every machine and Java version. */
package ccrnn.model.random;
