/**
 * Captioned images to train on: {@link ccrnn.pipeline.data.captions.CaptionPreparation} makes a
 * folder of Parquet of COCO annotations and image features, {@link
 * ccrnn.pipeline.data.captions.CaptionData} reads it, once for all trials of a process.
 *
 * <p>Layout of a folder, whose last file says that it is whole:
 *
 * <pre>
 * captions.parquet   split, image_id, caption_id, caption (words), words (their numbers)
 * features.parquet   image_id, features
 * vocabulary.json    words by number, what all was made of, checksum of the content
 * </pre>
 */
package ccrnn.pipeline.data.captions;
