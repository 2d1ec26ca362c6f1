package org.referralconnectors.simulated;

/** A simulated remote service, whatever server hosts it. */
public interface Service {
    Answer answer(Call call);
}
