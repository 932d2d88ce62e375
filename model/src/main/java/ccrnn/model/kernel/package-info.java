/**
 * Matrix products and activation functions: the only hot loops, each with two carriers.
 *
 * <p>The plain carrier runs on every Java 17; the vector carrier needs the module {@code
 * jdk.incubator.vector} and is several times faster. <b>Both give the same bits on every machine
 * and at every vector width</b>, because each result element is one fixed chain of correctly
 * rounded operations: a product adds its terms in order of the inner index with fused multiply-add,
 * and an activation function is one polynomial. So the choice of a {@link
 * ccrnn.model.kernel.Kernel} never changes a result, and neither does the splitting of a product
 * into tiles.
 *
 * <p>Matrices are row-major {@code float[]} with the index of the first element ({@code at}) and
 * the distance between rows ({@code stride}).
 */
package ccrnn.model.kernel;
