/**
 * The ccRNN: a recurrent network (cortex) with a linear readout that learns with the help of a
 * feed-forward network (cerebellum), which predicts the error feedback that truncated
 * backpropagation misses (Boven, Pemberton, Chadderton, Apps and Costa, Nature Communications 14,
 * 2023; Pemberton, Boven, Apps and Costa, NeurIPS 2021; synthetic gradients after Jaderberg et al.,
 * ICML 2017).
 *
 * <h2>Words</h2>
 *
 * <ul>
 *   <li><b>crnn</b>: cortex and readout alone; <b>ccrnn</b>: with cerebellum.
 *   <li><b>feedback horizon</b>: steps that backpropagation reaches back; a sequence falls into
 *       truncations of that length.
 *   <li><b>external feedback interval</b>: a target is seen at every n-th step, from step 0.
 *   <li><b>feedback</b>: gradient of the loss with respect to the cortical state; <b>predicted
 *       feedback</b>: the cerebellum's guess of it.
 *   <li><b>granule layers</b>: hidden layers of the cerebellum; <b>Purkinje output</b>: its last
 *       layer; <b>mossy fibres</b>: its inputs.
 *   <li><b>inferior olive</b>: the cerebellum's learning.
 *   <li><b>epoch</b>: one training session.
 * </ul>
 *
 * <h2>Shapes</h2>
 *
 * One legend for all packages: B batch (sequences), S steps, I inputs, O outputs, H cortex units, D
 * width of the cortical state (2 H for an LSTM, h before c; H for tanh), G granule cells per layer,
 * T feedback horizon, N truncations. Matrices are row-major floats. "Rows S x B" is time-major: row
 * {@code t * B + b}. "Stacked rows" follow {@link ccrnn.model.cortex.Truncations}, which places the
 * same step of all truncations side by side. Gradients carry the name of their value with a {@code
 * d} in front.
 *
 * <h2>Floors</h2>
 *
 * A package sees those of floors below it; a family of models never sees another.
 *
 * <ol>
 *   <li>ground: {@code kernel}, {@code parameter}, {@code random};
 *   <li>organs, which families share: {@code cortex}, {@code cerebellum}, {@code readout}, {@code
 *       embedding}, {@code optimizer};
 *   <li>world: {@code task}, {@code metric};
 *   <li>the seam: {@code trainee}, what a network has to be able to do to be trained;
 *   <li>families: {@code feedback} (the network above), {@code layers};
 *   <li>{@code training}, beside them: epochs of any trainee, and the state from which it goes on.
 * </ol>
 *
 * To follow the ccRNN, read {@code feedback}.
 *
 * <p>A trial is a pure function of its settings: no clock, no file, no thread, no {@code Math}
 * function whose bits are free, random numbers by (seed, purpose, index).
 */
package ccrnn.model;
