/**
 * A feed-forward network whose layers are unlocked from each other by cerebella: the framing of the
 * first version of the model (Pemberton, Boven, Apps and Costa, CC-DNI, ICLR 2021 submission) after
 * decoupled neural interfaces (Jaderberg et al., ICML 2017).
 *
 * <h2>Equations</h2>
 *
 * Layers h_i = f_i(h_{i-1}), i = 1 .. N, h_0 = x; f_i is linear with an activation function for i
 * &lt; N, and f_N linear. There is a boundary after every hidden layer. While it trains, layer i +
 * 1 runs on u_i, and layer i learns from the feedback g_i at its output:
 *
 * <pre>
 * forward    u_0 = x;  h_i = f_i(u_{i-1})
 *            u_i = h_i           locked forward
 *            u_i = A_i(x)        predicted activity: the boundary's inverse model
 * loss       L = mean over sequences and outputs of (h_N - y)²;  g_N = dL/dh_N
 * arriving   e_i = (dh_{i+1}/du_i)ᵀ g_{i+1}
 * backward   g_i = e_i           locked backward
 *            g_i = k C_i(h_i)    predicted feedback: the boundary's forward model
 * layers     dtheta_i = (dh_i/dtheta_i)ᵀ g_i,  u_{i-1} and g_i held constant
 * cerebella  d mean_b | C_i(u_i) - e_i |²,     u_i and e_i held constant
 *            d mean_b mean_j (A_i(x) - h_i)²,  h_i held constant
 * </pre>
 *
 * <p>So e_i is bootstrapped where layer i + 1 itself learns from a prediction, and the target h_i
 * of an inverse model is what layer i makes of the predicted activity below it. A clip over all
 * parameters and one step of the optimizer end the batch. Validation and test run without cerebella
 * (u_i = h_i), like every network of this program.
 *
 * <h2>What is published, what is inferred</h2>
 *
 * <ul>
 *   <li>Text of the ICLR version: layers and locks; the forward model predicts feedback and so
 *       undoes the backward lock, the inverse model predicts activity and so undoes the forward
 *       lock; a reaching task. Its settings, and whether it trained a feed-forward network at all,
 *       could not be read.
 *   <li>Published code (the interfaces of {@code src/dni.py}; only that for feedback is used by its
 *       experiments): both losses and their scaling, k = 1 where nothing else is asked for,
 *       predictions held constant, C_i used at h_i but taught at u_i, predicted activity in
 *       training only, ReLU between the layers of a cerebellum, zero initial output.
 *   <li>Inverse models see the network's input x: the full-unlock example of koz4k/dni-pytorch,
 *       from which the published code took its interfaces.
 *   <li>Inferred: a boundary after every hidden layer; predicted activity alone, where the
 *       published interface lets no feedback through, so that nothing below it would learn. Here
 *       e_i, the true feedback at the predicted activity, is passed on to h_i as it is. A linear
 *       cerebellum begins with a bias of zero too, so that every prediction is zero at first
 *       (Jaderberg et al.); the published code leaves that bias random.
 * </ul>
 *
 * <p>Everything here runs in one thread: what is unlocked is which numbers an update needs, not
 * when it is computed.
 *
 * <p>Shapes: the legend of {@link ccrnn.model} with S = 1; H is the width of a hidden layer.
 */
package ccrnn.model.layers;
