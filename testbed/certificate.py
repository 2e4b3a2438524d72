# SPDX-License-Identifier: Apache-2.0
"""Make the TLS files of a Synapse of the test bed: certificate.py DIR PASSWORD (run with the environment's Python).

The certificate is its own authority (CA:TRUE), valid for localhost and 127.0.0.1. tls.crt comes last: where it is, all are.
"""
import ipaddress
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

folder, password = Path(sys.argv[1]), sys.argv[2].encode()
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
usage = dict.fromkeys(
    "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign crl_sign "
    "encipher_only decipher_only".split(), False) | {"digital_signature": True, "key_cert_sign": True}
now = datetime.now(timezone.utc)
builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(),
                                  now - timedelta(days=1), now + timedelta(days=7300))
for extension, critical in (
    (x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False),
    (x509.BasicConstraints(ca=True, path_length=None), True),
    (x509.KeyUsage(**usage), True),
    (x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]), False),
    (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
):
    builder = builder.add_extension(extension, critical)
certificate = builder.sign(key, hashes.SHA256())

encryption = (
    serialization.PrivateFormat.PKCS12.encryption_builder()
    .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
    .hmac_hash(hashes.SHA256())
    .build(password)
)
# Java takes a certificate in a PKCS#12 file for a trusted one only with an attribute of its own, which this call adds.
trusted = pkcs12.PKCS12Certificate(certificate, b"testbed")
(folder / "truststore.p12").write_bytes(pkcs12.serialize_java_truststore([trusted], encryption))
(folder / "tls.key").write_bytes(key.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
(folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
