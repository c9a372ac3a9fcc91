package io.gost.runtime.component;

import io.gost.spi.Credentials;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.Stages;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Lets in whom one of several authenticators lets in; they are asked in order, and the first that
 * accepts says who it is.
 */
public final class AnyOf implements Authenticator {
    private final List<Authenticator> members;

    /**
     * Joins authenticators.
     *
     * @param members asked in order; none lets nobody in
     */
    public AnyOf(List<Authenticator> members) {
        this.members = List.copyOf(members);
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials, SocketAddress client) {
        CompletionStage<String> result =
                Stages.failed(Category.AUTHENTICATION, "user name or password is wrong");
        for (Authenticator member : members) {
            result = result.exceptionallyCompose(_ -> member.authenticate(credentials, client));
        }
        return result;
    }
}
