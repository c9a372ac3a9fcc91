package io.gost.runtime.admin;

/** Hears when the configuration is read again. Called by whoever reloads; does not block. */
public interface ReloadListener {
    /** For a program that nobody watches. */
    ReloadListener NONE =
            new ReloadListener() {
                @Override
                public void reloading() {}

                @Override
                public void reloaded(String outcome) {}
            };

    /** It begins. */
    void reloading();

    /**
     * It is over, whether or not anything changed.
     *
     * @param outcome one line for people
     */
    void reloaded(String outcome);
}
