package ccrnn.model.kernel;

/**
 * Factors that all steps of Adam share ({@link Elementwise#adam}).
 *
 * @param beta1 decay of the mean
 * @param rest1 1 - beta1
 * @param beta2 decay of the mean square
 * @param rest2 1 - beta2
 * @param epsilon added to the root
 */
public record AdamRates(float beta1, float rest1, float beta2, float rest2, float epsilon) {}
