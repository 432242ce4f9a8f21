resource "aws_instance" "web" {
  provider = aws.target

  ami                    = var.ami_id
  instance_type          = var.instance_type
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name

  user_data = <<-EOT
    #!/bin/bash
    yum install -y httpd
    systemctl enable --now httpd
    echo "Migrated from ${var.source_region}" > /var/www/html/index.html
  EOT

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-web"
  })
}

resource "aws_instance" "app" {
  provider = aws.target
  count    = var.app_instance_count

  ami                    = var.ami_id
  instance_type          = var.instance_type
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.app.id]
  iam_instance_profile   = aws_iam_instance_profile.app.name

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-app-${count.index + 1}"
  })
}

resource "aws_ebs_volume" "data" {
  provider = aws.target

  availability_zone = "us-west-2a"
  size              = 100
  type              = "gp2"

  tags = merge(local.common_tags, {
    Name = "${var.project_name}-${var.environment}-data"
  })
}

resource "aws_volume_attachment" "data" {
  provider = aws.target

  device_name = "/dev/sdf"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.app[0].id
}
