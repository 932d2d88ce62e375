package ccrnn.pipeline.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the values that were asked for last. One thread makes a value at a time: trials that start
 * together want the same one, and the others wait for it. Safe for any number of threads.
 *
 * @param <K> what a value is found by
 * @param <V> kind of value
 */
public final class RecentlyUsed<K, V> {
  private final int most;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Starts with nothing kept.
   *
   * @param most values kept, 1 or more
   */
  public RecentlyUsed(int most) {
    this.most = most;
  }

  /**
   * Finds or makes a value; nothing is kept where making it fails.
   *
   * @param key of the value
   * @param maker asked if the value is not kept
   * @return the kept value, or else the new one
   */
  public synchronized V find(K key, Supplier<V> maker) {
    V value = values.get(key);
    if (value == null) {
      value = maker.get();
      values.put(key, value);
      if (values.size() > most) {
        values.remove(values.keySet().iterator().next());
      }
    }
    return value;
  }
}
