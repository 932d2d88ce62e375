/**
 * Benchmarks of the trainer (JMH), built and run only with the Maven profile {@code jmh};
 * docs/speed.md has the command. Settings, and why:
 *
 * <ul>
 *   <li>forks: each benchmark has a JVM of its own, because the compiler specialises a hot loop on
 *       what it has seen; one is enough for a table, {@code -f 3} tells whether JVMs differ
 *   <li>warm-up: 3 s, since the compiler's last tier reaches the longest loops after 1 to 2 s
 *   <li>one thread, as a trial has; a second one would fight for the same cache and memory
 *   <li>SerialGC: its threads and barriers take no part, and the batch loop allocates nothing
 *   <li>the Vector API's module, without which there is only the plain kernel
 * </ul>
 *
 * Matrices are x (rows x in), W (out x in), y (rows x out); gradients have a d before the name.
 */
package ccrnn.model.benchmark;
