/** What a lesion switches off, and from which epoch. */
package ccrnn.model.lesion;
