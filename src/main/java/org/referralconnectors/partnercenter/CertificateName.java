package org.referralconnectors.partnercenter;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** The names in a certificate, parsed: a substring search would find {@code O=} inside of another attribute's value. */
final class CertificateName {

    /** The tag of a DNS name among the alternative names, RFC 5280 section 4.2.1.6. */
    private static final int DNS = 2;

    private CertificateName() {}

    static List<String> organizations(X500Principal name) throws CertificateParsingException {
        return values(name, "O").toList();
    }

    /**
     * The DNS names as written; where there are none, the common names (RFC 6125 section 6.4.4): an authority's name
     * constraints bind alternative names alone.
     */
    static Stream<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        List<String> dns = alternatives == null
                ? List.of()
                : alternatives.stream()
                        .filter(name -> name.get(0).equals(DNS))
                        .map(name -> (String) name.get(1))
                        .toList();
        return dns.isEmpty() ? values(certificate.getSubjectX500Principal(), "CN") : dns.stream();
    }

    private static Stream<String> values(X500Principal name, String type) throws CertificateParsingException {
        try {
            return new LdapName(name.getName(X500Principal.RFC2253))
                    .getRdns().stream().map(rdn -> value(rdn, type)).filter(Objects::nonNull);
        } catch (InvalidNameException malformed) {
            throw new CertificateParsingException("a name in it is malformed");
        }
    }

    /** The attribute of one RDN, which may hold several; a value that isn't text is no value. */
    private static String value(Rdn rdn, String type) {
        try {
            Attribute attribute = rdn.toAttributes().get(type);
            return attribute != null && attribute.get() instanceof String text ? text : null;
        } catch (NamingException unreadable) {
            return null;
        }
    }
}
