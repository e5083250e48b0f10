"""``manage.py make_signing_key``: the key that signs certificates, for a portal whose office has none of its own."""

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

YEARS = timedelta(days=3653)
USES = ("digital_signature", "content_commitment")
OTHER_USES = (
    "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
    "decipher_only",
)  # fmt: skip


class Command(BaseCommand):
    help = "Make the key that signs certificates; one that is there stays, unless --replace."

    def add_arguments(self, parser):
        parser.add_argument("--replace", action="store_true", help="a new key; what the old one signed stays valid")

    def handle(self, *args, replace=False, **options):
        path = settings.SIGNING_P12
        if path.exists() and not replace:
            self.stdout.write(f"签名密钥已存在：{path}")
            return
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        settings.SIGNING_TRUSTED.mkdir(parents=True, exist_ok=True)
        public = certificate.public_bytes(serialization.Encoding.PEM)
        (settings.SIGNING_TRUSTED / f"{certificate.serial_number:x}.pem").write_bytes(public)
        path.touch(mode=0o600)
        path.write_bytes(_packed(key, certificate))
        self.stdout.write(f"已生成签名密钥：{path}。请备份，并妥善保管。")


def _certificate(key) -> x509.Certificate:
    """Signed by itself: it proves that the file comes from this portal, not who the portal is."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, settings.PORTAL_ORGANISER or "品字标培育平台")])
    now = timezone.now()
    uses = x509.KeyUsage(**dict.fromkeys(USES, True), **dict.fromkeys(OTHER_USES, False))
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(uses, critical=True)
        .sign(key, hashes.SHA256())
    )


def _packed(key, certificate) -> bytes:
    secret = settings.SIGNING_PASSPHRASE.encode()
    how = serialization.BestAvailableEncryption(secret) if secret else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"portal", key, certificate, None, how)
