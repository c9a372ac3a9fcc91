package io.gost.plugin.yamux;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Streams that are closed here while the peer has not ended its side. What it still sends is thrown
 * away; when it sends a lot, it is told with a reset. At first it is not, because a reset would
 * make it throw away what it has not read yet.
 */
final class ClosedStreams {
    private static final int MOST = 4096;

    private final Map<Integer, Long> windows = new LinkedHashMap<>();

    /**
     * Remembers a stream.
     *
     * @param window how much the peer may send
     * @return the stream that is to be reset to make room, or 0
     */
    int add(int id, long window) {
        windows.put(id, window);
        if (windows.size() <= MOST) {
            return 0;
        }
        Iterator<Integer> ids = windows.keySet().iterator();
        int oldest = ids.next();
        ids.remove();
        return oldest;
    }

    void remove(int id) {
        windows.remove(id);
    }

    /** Takes note of data; {@code true} when the peer is to be told now. */
    boolean isTold(int id, long length) {
        Long window = windows.get(id);
        if (window == null) {
            return false;
        }
        long left = window - length;
        boolean told = left < YamuxOptions.INITIAL_WINDOW / 2;
        if (told) {
            windows.remove(id);
        } else {
            windows.put(id, left);
        }
        return told;
    }
}
