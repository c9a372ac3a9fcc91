package io.gost.runtime.service;

import io.gost.runtime.component.Observer;

/** An observer, which listens for as long as there is something to hear. */
record Observing(Observer observer) implements Part.Resource {
    @Override
    public String name() {
        return "observer " + observer.name();
    }

    /** Whoever tells it something leads to it. */
    @Override
    public boolean isInUse() {
        return false;
    }

    @Override
    public void close() {
        observer.close();
    }
}
