package io.tagalong.agent.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The sites of all woven methods: one for each kind of call in a method, however many returns have
 * such a call and however many threads link it at once.
 *
 * <p>Neither a class nor a site is retained: a class holds its sites by the calls that are linked
 * to them.
 *
 * <p>Application threads add, the flush thread reads.
 */
final class Sites {
  /** By woven class, then by kind, method and descriptor. Guarded by this. */
  private final Map<Class<?>, Map<String, WeakReference<Site>>> byClass = new WeakHashMap<>();

  /** The site of a call; one that nothing is linked to yet, if there was none. */
  synchronized Site of(
      Site.Kind kind,
      MethodHandles.Lookup woven,
      MethodType type,
      String method,
      String descriptor) {
    Map<String, WeakReference<Site>> ofClass =
        byClass.computeIfAbsent(woven.lookupClass(), any -> new HashMap<>());
    String key = kind + " " + method + descriptor;
    WeakReference<Site> known = ofClass.get(key);
    Site site = known == null ? null : known.get();
    if (site == null) {
      site = new Site(kind, woven, type, method, descriptor);
      ofClass.put(key, new WeakReference<>(site));
    }
    return site;
  }

  /** Those in classes that are still there. */
  synchronized List<Site> live() {
    List<Site> live = new ArrayList<>();
    for (Map<String, WeakReference<Site>> ofClass : byClass.values()) {
      for (WeakReference<Site> reference : ofClass.values()) {
        Site site = reference.get();
        if (site != null) {
          live.add(site);
        }
      }
    }
    return live;
  }
}
