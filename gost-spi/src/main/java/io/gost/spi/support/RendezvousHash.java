package io.gost.spi.support;

import io.gost.spi.Candidate;

import java.util.List;

/**
 * Rendezvous hashing (highest random weight): every candidate draws a lot for the key, the best lot
 * wins. The lots depend on the key and the candidate alone, so a candidate that leaves takes none
 * but its own keys along, one that joins gets its share of everybody's, and programs that have the
 * same candidates agree.
 *
 * <p>A candidate is known by its address, and by its name where that is not enough.
 */
public final class RendezvousHash {
    // Odd constants of SplitMix64.
    private static final long STEP = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX_1 = 0xBF58_476D_1CE4_E5B9L;
    private static final long MIX_2 = 0x94D0_49BB_1331_11EBL;

    private static final double UNIT = 0x1p-53;

    private RendezvousHash() {}

    /**
     * Picks for a key; of many keys each candidate gets a share by its weight.
     *
     * @param <C> the kind of candidate
     * @param candidates at least one
     * @param key what always leads to the same candidate
     * @return one of the candidates
     */
    public static <C extends Candidate> C pick(List<C> candidates, String key) {
        long seed = seed(key);
        C best = candidates.getFirst();
        long bestLot = lot(seed, identity(best));
        int bestWeight = best.weight();
        for (int i = 1; i < candidates.size(); i++) {
            C other = candidates.get(i);
            long lot = lot(seed, identity(other));
            int weight = other.weight();
            boolean better =
                    lot == bestLot
                            ? isBetter(
                                    lot(seed, other.name()),
                                    weight,
                                    lot(seed, best.name()),
                                    bestWeight)
                            : isBetter(lot, weight, bestLot, bestWeight);
            if (better) {
                best = other;
                bestLot = lot;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The logarithm makes the chance to win proportional to the weight; equal ones need none. */
    private static boolean isBetter(long lot, int weight, long otherLot, int otherWeight) {
        return weight == otherWeight
                ? Long.compareUnsigned(lot, otherLot) > 0
                : Math.log(unit(lot)) / weight > Math.log(unit(otherLot)) / otherWeight;
    }

    private static String identity(Candidate candidate) {
        String address = candidate.address();
        return address.isEmpty() ? candidate.name() : address;
    }

    /** Above 0, up to 1. */
    private static double unit(long lot) {
        return ((lot >>> 11) + 1) * UNIT;
    }

    /** Texts remember their own hash code, which costs nothing the second time. */
    private static long lot(long seed, String candidate) {
        return mix(seed + candidate.hashCode() * STEP);
    }

    /** All 64 bits: two keys of the same 32-bit hash would share their candidates forever. */
    private static long seed(String key) {
        long hash = key.length();
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * STEP;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * MIX_1;
        mixed = (mixed ^ (mixed >>> 27)) * MIX_2;
        return mixed ^ (mixed >>> 31);
    }
}
