"""The class's charter; all under /classes/<slug>/charter/."""

from django.urls import path

from charter.views import drafting, proposals, reading, signatures, signing

app_name = "charter"

urlpatterns: list = [
    path("", reading.charter, name="charter"),
    path("signature/", signing.signature, name="signature"),
    path("versions/", reading.versions, name="versions"),
    path("versions/<int:number>/", reading.version, name="version"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("register/", signatures.register, name="register"),
    path("register/export/", signatures.export, name="register_export"),
    path("paper-signatures/", signatures.paper, name="paper"),
    path("paper-signatures/<uuid:pk>/removal/", signatures.paper_removal, name="paper_removal"),
    path("draft/", drafting.draft, name="draft"),
    path("draft/removal/", drafting.draft_removal, name="draft_removal"),
    path("draft/head/", drafting.head, name="head"),
    path("draft/adoption/", drafting.adoption, name="adoption"),
    path("draft/articles/", drafting.articles, name="articles"),
    path("draft/articles/<uuid:pk>/", drafting.article, name="article"),
    path("draft/articles/<uuid:pk>/position/", drafting.position, name="position"),
    path("draft/articles/<uuid:pk>/removal/", drafting.removal, name="removal"),
]
