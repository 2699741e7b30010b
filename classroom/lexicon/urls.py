app_name = "lexicon"

urlpatterns: list = []
