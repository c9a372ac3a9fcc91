package io.gost.runtime.route;

import io.gost.runtime.select.Selectable;
import io.gost.runtime.select.Standing;
import io.gost.spi.Target;

/**
 * One fixed target of a forwarder.
 *
 * @param name the name in the configuration
 * @param target where it is
 * @param standing how it stands with the forwarder's selector
 */
public record ForwardNode(String name, Target target, Standing standing) implements Selectable {
    @Override
    public String address() {
        return target.toString();
    }
}
