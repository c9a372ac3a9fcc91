package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Observer;

/** An observer, which listens for as long as there is something to hear. */
record Observing(Observer observer) implements Background {
    @Override
    public String name() {
        return "observer " + observer.name();
    }

    @Override
    public void start() {
        // It hears when it is told something.
    }

    @Override
    public void close() {
        observer.close();
    }
}
