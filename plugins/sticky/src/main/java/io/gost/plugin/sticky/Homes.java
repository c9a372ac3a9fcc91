package io.gost.plugin.sticky;

import io.gost.spi.Candidate;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which client is at home with which candidate, in a table of fixed size.
 *
 * <p>A key may stand in any of the {@value #WAYS} places of its row, as in a processor's cache. A
 * new client takes an empty place or that of the client not seen for longest, so there is nothing
 * to sweep. Candidates are held weakly. No locks: a place is replaced by compare-and-set; of two
 * requests that bring the same new client at the same time one may be forgotten.
 */
final class Homes {
    /** Places of a row. */
    static final int WAYS = 8;

    /** A row in the middle is full at 16, when there are as many clients as places. */
    private static final int SPARE = 2;

    private final AtomicReferenceArray<@Nullable Home> places;
    private final int rows;
    private final long ttl;

    /** One client's. */
    private static final class Home {
        private final String key;
        private final WeakReference<Candidate> candidate;
        private volatile long seen;

        Home(String key, Candidate candidate, long seen) {
            this.key = key;
            this.candidate = new WeakReference<>(candidate);
            this.seen = seen;
        }

        long age(long now) {
            return now - seen;
        }
    }

    Homes(int clients, long ttlNanos) {
        this.rows = Math.max(1, Math.ceilDiv(clients * SPARE, WAYS));
        this.places = new AtomicReferenceArray<>(rows * WAYS);
        this.ttl = ttlNanos;
    }

    /** The client's candidate, which may be gone; {@code null} for a client that is not known. */
    @Nullable Candidate find(String key, long now) {
        int row = row(key);
        for (int place = row; place < row + WAYS; place++) {
            Home home = places.get(place);
            if (home != null && home.key.equals(key)) {
                if (home.age(now) >= ttl) {
                    return null;
                }
                home.seen = now;
                return home.candidate.get();
            }
        }
        return null;
    }

    /** Remembers, instead of what was remembered for the client. */
    void put(String key, Candidate candidate, long now) {
        Home home = new Home(key, candidate, now);
        int row = row(key);
        int oldest = row;
        long age = -1;
        for (int place = row; place < row + WAYS; place++) {
            Home other = places.get(place);
            if (other != null && other.key.equals(key)) {
                oldest = place;
                break;
            }
            long otherAge = other == null ? Long.MAX_VALUE : other.age(now);
            if (otherAge > age) {
                oldest = place;
                age = otherAge;
            }
        }
        // If somebody else was faster, this client is remembered with its next request.
        places.compareAndSet(oldest, places.get(oldest), home);
    }

    private int row(String key) {
        int hash = key.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EB_CA6B;
        return Integer.remainderUnsigned(hash ^ (hash >>> 13), rows) * WAYS;
    }
}
