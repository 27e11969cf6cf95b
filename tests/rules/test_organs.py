"""Who can make rules, as far as a name tells."""

import pytest

from govdisclosure.rules.organs import LAWMAKING_CITIES, PROVINCES, may_make_rules


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("宿迁市人民政府", True),
        ("江苏省宿迁市人民政府办公室", True),
        ("宿迁市政府办", True),
        ("吉林市人民政府", True),
        ("吉林省吉林市人民政府", True),
        ("东莞市人民政府办公室", True),
        ("中山市", True),
        ("嘉峪关市人民政府", True),
        ("儋州市人民政府", True),
        ("广东省人民政府办公厅", True),
        ("上海市人民政府", True),
        ("内蒙古自治区人民政府", True),
        ("内蒙古包头市人民政府", True),
        ("海南藏族自治州人民政府", True),
        ("青海省海北藏族自治州人民政府", True),
        ("自然资源部", True),
        ("国家税务总局", True),
        ("国家卫生健康委员会", True),
        ("中国人民银行", True),
        ("沭阳县人民政府", False),
        ("沭阳县发展和改革局", False),
        ("淮安市洪泽区人民政府", False),
        ("昆山市人民政府", False),
        ("北京市朝阳区人民政府", False),
        ("广东省财政厅", False),
        ("吉林省气象局", False),
        ("上海市公安局", False),
        ("国家税务总局宿迁市税务局", False),
        ("桃江县松木塘镇人民政府", False),
        ("三门峡经济开发区管理委员会", False),
        ("县委宣传部", False),
        ("市人民政府办公室", None),
        ("示例机关", None),
        ("", None),
    ],
)
def test_may_make_rules(name, expected):
    """A department of the State Council, a province, a city at prefecture level or its office can; others cannot."""
    assert expected is may_make_rules(name)


def test_places():
    """The list has every province and every city at prefecture level and autonomous prefecture."""
    assert 31 == len(PROVINCES)
    assert 293 == sum(name.endswith("市") for name in LAWMAKING_CITIES)
    assert 30 == sum(name.endswith("州") for name in LAWMAKING_CITIES)
