package ccrnn.model.kernel;

/**
 * Factors of one step of Adam ({@link Elementwise#adam}).
 *
 * @param beta1 decay of the mean
 * @param rest1 1 - beta1
 * @param beta2 decay of the mean square
 * @param rest2 1 - beta2
 * @param rate step size, corrected for the start
 * @param root factor of the root, corrected for the start
 * @param epsilon added to the root
 */
public record AdamRates(
    float beta1, float rest1, float beta2, float rest2, float rate, float root, float epsilon) {}
