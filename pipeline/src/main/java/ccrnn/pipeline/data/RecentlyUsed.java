package ccrnn.pipeline.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the values that were asked for last. One thread makes a value at a time: trials that start
 * together want the same one, and the others wait for it.
 */
final class RecentlyUsed<K, V> {
  private final int most;
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most values kept, 1 or more
   */
  RecentlyUsed(int most) {
    this.most = most;
  }

  /** The kept value, or else a new one; nothing is kept where making it fails. */
  synchronized V find(K key, Supplier<V> maker) {
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
